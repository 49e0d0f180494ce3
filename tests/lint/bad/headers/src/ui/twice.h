enum twice { ONE, TWO };
